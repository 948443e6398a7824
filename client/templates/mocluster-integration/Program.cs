using MoCluster.Client.Hosting;
using NewIntegration;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHealthChecks().AddMoIntegration();
builder.Services.AddMoIntegration(builder.Configuration.GetSection("MoCluster"))
    .On<PersonHandler>("MO", "person");
await builder.Build().RunAsync();
