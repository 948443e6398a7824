using MoCluster.Client.AspNetCore;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMoTriggers(builder.Configuration.GetSection("MoTriggers"));
var app = builder.Build();
app.MapMoTriggers()
    .Before("employee", MoRequestType.Create, (call, cancellation) =>
        call.Request.GetProperty("surname").ValueEquals("Forbidden")
            ? throw new MoTriggerRefusedException("Choose another name.")
            : Task.CompletedTask)
    .After("employee", MoRequestType.Create, async (call, cancellation) =>
        await Console.Out.WriteLineAsync($"person {call.Uuid} was created"));
await app.RunAsync();
