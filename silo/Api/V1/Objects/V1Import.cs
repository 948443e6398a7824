using System.IO.Pipelines;
using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Objects.Imports;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Api.V1.Events;
using MoCluster.Silo.Application;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1.Objects;

/// <summary>Reads the lines of a body, imports them, and answers with a line for each error, for progress, and for the end.</summary>
/// <param name="host">What imports need.</param>
/// <param name="request">The request of the caller.</param>
/// <param name="wanted">What the caller asked for.</param>
/// <param name="id">The id of the import; null to make one.</param>
internal sealed class V1Import(ImportHost host, ApiRequest request, ImportRequest wanted, string? id) : IResult, IEndpointMetadataProvider
{
    private readonly ImportOptions _options = host.Options;

    /// <summary>Adds the types of the body and of the answer to the metadata of the endpoint, for the OpenAPI document.</summary>
    /// <param name="method">The method of the endpoint.</param>
    /// <param name="builder">The endpoint.</param>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(V1ImportReport), [V1Stream.MediaType]));
        builder.Metadata.Add(new AcceptsMetadata([V1Stream.MediaType], typeof(V1Object)));
    }

    /// <summary>Imports until the body ends, the caller disconnects, or the process stops.</summary>
    /// <param name="context">The request.</param>
    public async Task ExecuteAsync(HttpContext context)
    {
        using var slot = host.Slots.TakeImport();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = null;

        // A caller may wait before it goes on, and may send its whole file before it reads the answer.
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } sending)
            sending.MinDataRate = null;
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } reading)
            reading.MinDataRate = null;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, request.Stopping);
        var answer = new V1ImportAnswer(context, _options.MaxErrors);
        var started = wanted.IsDry ? null : await host.Progress.BeginAsync(request, id);
        var after = started?.After ?? 0;
        var run = host.Objects.Begin(wanted with { After = after }, answer.Tell, ending.Token);
        await answer.BeginAsync(new V1ImportReport("import") { Id = started?.Id, Done = after });
        var ended = await RunAsync(context.Request.BodyReader, run, answer, started, ending.Token);
        await answer.EndAsync(V1ImportReport.Of("end", run.Totals) with
        {
            Id = started?.Id,
            Complete = ended is null,
            Code = ended?.Code,
            Message = ended?.Message,
            Retriable = ended?.Retriable == true ? true : null,
        });
    }

    /// <summary>Imports the body. Returns why the import ended early; null when it did not.</summary>
    private async Task<Refusal?> RunAsync(
        PipeReader body, ImportRun run, V1ImportAnswer answer, StartedImport? started, CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(body, run, answer, started, cancellation);
            if (run.Ended is null)
                await run.FinishAsync();
            if (run.Ended is { } ended)
            {
                await run.EndAsync();
                await TellAsync(run, answer, started);
                return ended;
            }

            if (started is not null)
                await started.CompleteAsync();
            return null;
        }
        catch (OperationCanceledException) when (request.Stopping.IsCancellationRequested)
        {
            return new Refusal(ApiCode.Unavailable, "The process stops. Send the file again, under the same id.", Retriable: true);
        }
        catch (StoreUnavailableException unavailable)
        {
            return new Refusal(ApiCode.Unavailable, $"{unavailable.Message} Send the file again, under the same id.", Retriable: true);
        }
        catch (CommitOutcomeUnknownException)
        {
            return new Refusal(
                ApiCode.OutcomeUnknown, "It is not known whether the last lines were imported. Send the file again, under the same id.", Retriable: true);
        }
        catch (RefusedException refused)
        {
            return refused.Refusal;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // The answer has begun, so nobody else tells of it.
            host.Log.ImportFailed(failure, run.Totals.Read, request.Actor.Trace);
            return new Refusal(HttpErrorCode.Internal, "The server failed; its log says why. What is done stays done.");
        }
    }

    private async Task ReadAsync(
        PipeReader body, ImportRun run, V1ImportAnswer answer, StartedImport? started, CancellationToken cancellation)
    {
        var lines = new BodyLines(_options.MaxLineBytes);
        var told = host.Time.GetTimestamp();
        while (run.Ended is null)
        {
            var reading = body.ReadAsync(cancellation).AsTask();
            while (!reading.IsCompleted && await Task.WhenAny(reading, Task.Delay(_options.ProgressInterval, host.Time, cancellation)) != reading)
            {
                await run.StepAsync();
                await TellAsync(run, answer, started);
            }

            var read = await reading;
            var buffer = read.Buffer;
            while (run.Ended is null && lines.TryTake(ref buffer, read.IsCompleted, out var line, out var isTooLong))
            {
                if (isTooLong)
                    run.Refuse(TooLong());
                else
                    await run.AddAsync(BodyLines.Whole(line));
                if (host.Time.GetElapsedTime(told) < _options.ProgressInterval)
                    continue;
                await TellAsync(run, answer, started);
                told = host.Time.GetTimestamp();
            }

            body.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private static async Task TellAsync(ImportRun run, V1ImportAnswer answer, StartedImport? started)
    {
        var totals = run.Totals;
        answer.Tell(totals);
        if (started is not null)
            await started.ReportAsync(totals.Done);
    }

    private Refusal TooLong() => new(
        RefusalCode.InvalidInput, $"The line has more than {_options.MaxLineBytes} bytes, the limit of Import:MaxLineBytes.");
}
