using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MoCluster.Client.AspNetCore;
using MoCluster.Client.AspNetCore.Receiving;

namespace MoCluster.Client.Tests.Triggers;

/// <summary>Whom a program takes calls from, and what it answers.</summary>
public sealed class TriggerReceiverTests
{
    private const string Path = "/triggers/before/employee/create";
    private const string Person = "fb2d158f-114e-5f67-8365-2c520cf10b58";

    private const string Body =
        $$$"""{"event_type":"ON_BEFORE","request":{"surname":"Ager"},"request_type":"CREATE","role_type":"employee","uuid":"{{{Person}}}"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_taken_when_either_secret_signed_it_lately_and_no_other()
    {
        string secret = TriggerProgram.NewSecret(), other = TriggerProgram.NewSecret();
        var calls = new List<MoTriggerCall>();
        await using var program = await StartAsync(call => calls.Add(call), options => (options.Secret, options.OtherSecret) = (secret, other));
        Assert.Equal((HttpStatusCode.OK, "{}"), await AnswerAsync(program, TriggerProgram.NewCall(Path, Body, secret)));
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(program, TriggerProgram.NewCall(Path, Body, other))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(program, TriggerProgram.NewCall(Path, Body))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(program, TriggerProgram.NewCall(Path, Body, TriggerProgram.NewSecret()))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(program, TriggerProgram.NewCall(Path, Body, secret, DateTimeOffset.UtcNow.AddHours(-1)))).Status);
        var forged = TriggerProgram.NewCall(Path, Body, secret);
        forged.Content = new StringContent(Body.Replace("Ager", "Bager", StringComparison.Ordinal));
        var (status, answer) = await AnswerAsync(program, forged);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("MoTriggerOptions.Secret and HttpTriggers:Secret must be the same.", answer, StringComparison.Ordinal);
        Assert.Equal(2, calls.Count);
        Assert.Equal(("call-1", true, MoRequestType.Create, "employee", Guid.Parse(Person)), (calls[0].Id, calls[0].IsBefore, calls[0].RequestType, calls[0].RoleType, calls[0].Uuid));
        Assert.Equal("Ager", calls[0].Request.GetProperty("surname").GetString());
    }

    [Fact]
    public async Task With_a_token_calls_and_the_list_need_it()
    {
        await using var program = await StartAsync(_ => { }, options => options.Token = "sesame");
        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(program, TriggerProgram.NewCall(Path, Body))).Status);
        using var wrong = TriggerProgram.NewCall(Path, Body);
        wrong.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sesam");
        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(program, wrong)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(program, new HttpRequestMessage(HttpMethod.Get, "/triggers"))).Status);
        program.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sesame");
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(program, TriggerProgram.NewCall(Path, Body))).Status);
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(program, new HttpRequestMessage(HttpMethod.Get, "/triggers"))).Status);
    }

    [Fact]
    public async Task A_refusal_is_the_detail_and_a_failure_is_logged_and_told_to_nobody()
    {
        Exception? thrown = new MoTriggerRefusedException("Choose another name.") { RetryAfter = TimeSpan.FromSeconds(1.5) };
        await using var program = await StartAsync(_ => throw thrown);
        using (var answer = await program.Http.SendAsync(TriggerProgram.NewCall(Path, Body), Cancellation))
        {
            Assert.Equal((HttpStatusCode.BadRequest, TimeSpan.FromSeconds(2)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
            Assert.Equal("""{"detail":"Choose another name."}""", await answer.Content.ReadAsStringAsync(Cancellation));
        }

        thrown = new InvalidOperationException("the password of the database is 1234");
        Assert.Equal(
            (HttpStatusCode.InternalServerError, $$"""{"detail":"The trigger at {{Path}} failed. Its log says how."}"""),
            await AnswerAsync(program, TriggerProgram.NewCall(Path, Body)));
        Assert.Contains(program.Log.Lines, line => line.Line == $"The trigger at {Path} failed at the change of {Person}. The call is refused.");
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_no_call_of_the_trigger_is_refused()
    {
        await using var program = await StartAsync(_ => { }, options => options.MaxBodyBytes = 1000);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await AnswerAsync(program, TriggerProgram.NewCall(Path, Body.Replace("Ager", new string('x', 1000), StringComparison.Ordinal)))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AnswerAsync(program, TriggerProgram.NewCall(Path, "[]"))).Status);
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, """{"detail":"event_type is ON_AFTER; this trigger is for ON_BEFORE."}"""),
            await AnswerAsync(program, TriggerProgram.NewCall(Path, Body.Replace("BEFORE", "AFTER", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task The_list_says_what_the_server_needs_to_know_below_the_prefix_of_a_group()
    {
        await using var program = await TriggerProgram.StartAsync(app => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGroup(app, "/mo").MapMoTriggers()
            .Before("org_unit", MoRequestType.Create, (_, _) => Task.CompletedTask, new MoTriggerSettings { Timeout = TimeSpan.FromSeconds(60), Order = -1 })
            .After("it", MoRequestType.Terminate, (_, _) => Task.CompletedTask, new MoTriggerSettings { Name = "audit", IsInline = true }));
        Assert.Equal(
            """
            [{"event_type":"ON_BEFORE","request_type":"CREATE","role_type":"org_unit","url":"/triggers/before/org_unit/create","timeout":60,"order":-1,"inline":false},
            {"event_type":"ON_AFTER","request_type":"TERMINATE","role_type":"it","url":"/triggers/after/it/terminate/audit","order":0,"inline":true}]
            """.ReplaceLineEndings(""),
            await program.Http.GetStringAsync(new Uri("/mo/triggers", UriKind.Relative), Cancellation));
        var call = Body.Replace("CREATE", "TERMINATE", StringComparison.Ordinal).Replace("BEFORE", "AFTER", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(program, TriggerProgram.NewCall("/mo/triggers/after/it/terminate/audit", call))).Status);
    }

    [Fact]
    public async Task Each_trigger_has_an_address_of_its_own_and_settings_that_can_be_kept()
    {
        await using var program = await TriggerProgram.StartAsync(app =>
        {
            var triggers = app.MapMoTriggers().Before("org_unit", MoRequestType.Create, (_, _) => Task.CompletedTask);
            Assert.Contains("Give this one another Name", Refusal("org_unit", new MoTriggerSettings()), StringComparison.Ordinal);
            Assert.Contains("The role type is 'org unit'", Refusal("org unit", new MoTriggerSettings()), StringComparison.Ordinal);
            Assert.Contains("Timeout is 00:00:00.5000000", Refusal("it", new MoTriggerSettings { Timeout = TimeSpan.FromSeconds(0.5) }), StringComparison.Ordinal);
            Assert.Contains("IsInline is for after triggers", Refusal("it", new MoTriggerSettings { IsInline = true }), StringComparison.Ordinal);

            string Refusal(string roleType, MoTriggerSettings settings) => Assert.Throws<ArgumentException>(
                () => triggers.Before(roleType, MoRequestType.Create, (_, _) => Task.CompletedTask, settings)).Message;
        });
    }

    [Fact]
    public void A_secret_that_is_none_is_named()
    {
        var services = new ServiceCollection().AddMoTriggers(options => (options.Secret, options.Token) = ("secret", "")).BuildServiceProvider();
        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<MoTriggerOptions>>().Value);
        Assert.Equal(
            [
                "Secret is none of the Standard Webhooks; it must be whsec_ and base64, the same as HttpTriggers:Secret.",
                "Token is empty; it must be the same as HttpTriggers:Token, or left out.",
            ],
            refusal.Failures);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("192.0.2.1", false)]
    public void Without_a_secret_and_a_token_only_this_machine_may_call(string address, bool isTaken)
    {
        var verifier = new CallVerifier(Options.Create(new MoTriggerOptions()));
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
        Assert.Equal(isTaken, verifier.RefuseSender(context) is null);
        Assert.Null(new CallVerifier(Options.Create(new MoTriggerOptions { Secret = TriggerProgram.NewSecret() })).RefuseSender(context));
    }

    private static Task<TriggerProgram> StartAsync(Action<MoTriggerCall> handle, Action<MoTriggerOptions>? configure = null) => TriggerProgram.StartAsync(
        app => app.MapMoTriggers().Before("employee", MoRequestType.Create, (call, _) =>
        {
            handle(call);
            return Task.CompletedTask;
        }),
        configure);

    private static async Task<(HttpStatusCode Status, string Body)> AnswerAsync(TriggerProgram program, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await program.Http.SendAsync(request, Cancellation);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        }
    }
}
