using Microsoft.Extensions.Hosting;
using MoCluster.Client.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddMoIntegration(builder.Configuration.GetSection("MoCluster"))
    .On("MO", "person", async (changed, cancellation) =>
        await Console.Out.WriteLineAsync($"person {changed.Subject} changed"));
await builder.Build().RunAsync();
