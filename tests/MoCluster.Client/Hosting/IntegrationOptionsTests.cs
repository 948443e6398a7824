using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MoCluster.Client.Hosting;
using MoCluster.Client.Hosting.Integration;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>How an integration is configured, and what is wrong in a configuration.</summary>
public sealed class IntegrationOptionsTests
{
    [Fact]
    public async Task The_configuration_wins_over_the_program()
    {
        await using var services = Build(
            ("Server", "http://127.0.0.1:1"), ("Name", "payroll"), ("Listeners:MO/engagement:Parallelism", "9"), ("Listeners:MO/engagement:MaxAttempts", "5"));
        var options = services.GetRequiredService<IOptionsMonitor<MoListenerOptions>>().Get("MO/engagement");
        Assert.Equal((9, 5, TimeSpan.FromSeconds(20), 36), (options.Parallelism, options.MaxAttempts, options.Lease, options.WindowOrDefault));
        var declaration = new ListenerRegistration("MO", "engagement", (_, _, _) => throw new InvalidOperationException()).Declaration("payroll", options);
        Assert.Equal(("payroll/MO/engagement", TimeSpan.FromSeconds(20)), (declaration.UserKey, declaration.Lease));
    }

    [Theory]
    [InlineData("Server", "", "Server is ''; it must be an address such as http://127.0.0.1:8080.")]
    [InlineData("Name", "", "Name is ''; it must have 1 to 100 characters, for example my-integration.")]
    [InlineData("ClientId", "me", "TokenEndpoint, ClientId and ClientSecret belong together; give all of them, or none.")]
    [InlineData("MaxDeclarePause", "00:00:00", "MaxDeclarePause is 00:00:00; it must be from 1 s to 1 day.")]
    [InlineData("Listeners:MO/engagement:Parallelism", "0", "Listeners:MO/engagement:Parallelism is 0; it must be 1 to 1000.")]
    [InlineData("Listeners:MO/engagement:Window", "3", "Listeners:MO/engagement:Window is 3; it must be at least the parallelism and at most 1000.")]
    [InlineData("Listeners:MO/engagement:MaxAttempts", "0", "Listeners:MO/engagement:MaxAttempts is 0; it must be 1 or more, or left out for never.")]
    [InlineData("Listeners:MO/engagement:HandlerTimeout", "99.00:00:00", "Listeners:MO/engagement:HandlerTimeout is 99.00:00:00; it must be longer than nothing, and at most 7.00:00:00.")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string key, string value, string problem)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Server"] = "http://127.0.0.1:1", ["Name"] = "payroll", [key] = value });
        builder.Services.AddMoIntegration(builder.Configuration).On("MO", "engagement", (_, _) => Task.CompletedTask);
        using var host = builder.Build();
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal([problem], refusal.Failures);
    }

    [Fact]
    public void A_listener_has_one_handler_and_a_host_one_integration()
    {
        var services = new ServiceCollection();
        var integration = services.AddMoIntegration(_ => { }).On("MO", "engagement", (_, _) => Task.CompletedTask).On("MO", "person", (_, _) => Task.CompletedTask);
        Assert.Contains("MO/person has a handler already", Assert.Throws<ArgumentException>(() => integration.On("MO", "person", (_, _) => Task.CompletedTask)).Message);
        Assert.Throws<InvalidOperationException>(() => services.AddMoIntegration(_ => { }));
    }

    [Theory]
    [InlineData(30, 2, 28)]
    [InlineData(3, 2, 1.5)]
    [InlineData(0, 2, 0)]
    public void Handlers_may_go_on_until_it_is_time_to_give_events_back(double timeout, double giveBack, double drain) => Assert.Equal(
        TimeSpan.FromSeconds(drain), IntegrationService.DrainTime(TimeSpan.FromSeconds(timeout), TimeSpan.FromSeconds(giveBack)));

    [Fact]
    public void Without_a_timeout_of_the_host_handlers_may_go_on_for_ever() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, IntegrationService.DrainTime(Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(2)));

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var services = new ServiceCollection();
        services.AddMoIntegration(configuration)
            .On("MO", "engagement", (_, _) => Task.CompletedTask, options => (options.Parallelism, options.Lease) = (2, TimeSpan.FromSeconds(20)));
        return services.BuildServiceProvider();
    }
}
