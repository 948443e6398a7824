using System.IO.Pipelines;
using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Objects.Imports;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Api.V1.Events;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1.Objects;

/// <summary>Reads the lines of a body, imports them, and answers with a line for each error, for progress, and for the end.</summary>
/// <param name="import">Imports objects.</param>
/// <param name="slots">Limits how many imports run.</param>
/// <param name="options">The limits.</param>
/// <param name="time">Measures when to tell progress.</param>
/// <param name="request">The request of the caller.</param>
/// <param name="wanted">What the caller asked for.</param>
internal sealed class V1Import(
    ObjectImport import, TransferSlots slots, ImportOptions options, TimeProvider time, ApiRequest request, ImportRequest wanted)
    : IResult, IEndpointMetadataProvider
{
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
        using var slot = slots.TakeImport();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = null;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, request.Stopping);
        var answer = new V1ImportAnswer(context, options.MaxErrors);
        var run = import.Begin(wanted, answer.Tell, ending.Token);
        await answer.BeginAsync(new V1ImportReport("import") { Done = wanted.After });
        var ended = await RunAsync(context.Request.BodyReader, run, answer, ending.Token);
        await answer.EndAsync(V1ImportReport.Of("end", run.Totals) with
        {
            Complete = ended is null,
            Code = ended?.Code,
            Message = ended?.Message,
            Retriable = ended?.Retriable,
        });
    }

    /// <summary>Imports the body. Returns why the import ended early; null when it did not.</summary>
    private async Task<Refusal?> RunAsync(PipeReader body, ImportRun run, V1ImportAnswer answer, CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(body, run, answer, cancellation);
            if (run.GoesOn)
                await run.FinishAsync();
            if (run.GoesOn)
                return null;
            await run.SettleAsync();
            return new Refusal(RefusalCode.InvalidInput, "A line was refused, and the import was asked to end then. The lines before it may be done.");
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
    }

    private async Task ReadAsync(PipeReader body, ImportRun run, V1ImportAnswer answer, CancellationToken cancellation)
    {
        var lines = new BodyLines(options.MaxLineBytes);
        var told = time.GetTimestamp();
        while (run.GoesOn)
        {
            var reading = body.ReadAsync(cancellation).AsTask();
            while (!reading.IsCompleted && await Task.WhenAny(reading, Task.Delay(options.ProgressInterval, time, cancellation)) != reading)
            {
                await run.StepAsync();
                answer.Tell(run.Totals);
            }

            var read = await reading;
            var buffer = read.Buffer;
            while (run.GoesOn && lines.TryTake(ref buffer, read.IsCompleted, out var line, out var isTooLong))
            {
                if (isTooLong)
                    run.Refuse(TooLong());
                else
                    await run.AddAsync(BodyLines.Whole(line));
                if (time.GetElapsedTime(told) < options.ProgressInterval)
                    continue;
                answer.Tell(run.Totals);
                told = time.GetTimestamp();
            }

            body.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private Refusal TooLong() => new(
        RefusalCode.InvalidInput, $"The line has more than {options.MaxLineBytes} bytes, the limit of Import:MaxLineBytes.");
}
