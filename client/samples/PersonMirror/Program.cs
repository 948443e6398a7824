using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MoCluster.Client.Hosting;
using MoCluster.Samples.PersonMirror;
using Npgsql;

// Mirrors people into the table "person" of a PostgreSQL database, whatever crashes and whenever. It takes those that change after its first start.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Mirror") ?? throw new InvalidOperationException("ConnectionStrings:Mirror is not set.")));
builder.Services.AddMoIntegration(builder.Configuration.GetSection("MoCluster")).On<PersonHandler>("MO", "person");
var host = builder.Build();
await PersonTable.CreateAsync(host.Services.GetRequiredService<NpgsqlDataSource>());
await host.RunAsync();
