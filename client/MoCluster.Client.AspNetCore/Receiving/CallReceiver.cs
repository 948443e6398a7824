using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MoCluster.Client.AspNetCore.Receiving;

/// <summary>Receives the calls of triggers: checks who sends them, runs the handlers, and answers what they say.</summary>
internal sealed class CallReceiver(CallVerifier verifier, IOptions<MoTriggerOptions> options, ILogger<CallReceiver> log)
{
    private const string IdHeader = "webhook-id";
    private const string MutationHeader = "MoCluster-Mutation";

    public async Task ReceiveAsync(
        HttpContext context, RegisteredTrigger trigger, Func<IServiceProvider, MoTriggerCall, CancellationToken, Task> handler)
    {
        if (verifier.RefuseSender(context) is { } stranger)
        {
            await RefuseAsync(context, trigger, StatusCodes.Status401Unauthorized, stranger).ConfigureAwait(false);
            return;
        }

        if (await ReadAsync(context.Request).ConfigureAwait(false) is not { } body)
        {
            await RefuseAsync(context, trigger, StatusCodes.Status413PayloadTooLarge, $"The call has more than {options.Value.MaxBodyBytes} bytes (MoTriggerOptions.MaxBodyBytes).").ConfigureAwait(false);
            return;
        }

        if (verifier.RefuseSignature(context.Request, body.Span) is { } unsigned)
        {
            await RefuseAsync(context, trigger, StatusCodes.Status401Unauthorized, unsigned).ConfigureAwait(false);
            return;
        }

        MoTriggerCall call;
        try
        {
            call = CallReader.Read(body, trigger, Header(context, IdHeader), Header(context, MutationHeader));
        }
        catch (FormatException wrong)
        {
            await RefuseAsync(context, trigger, StatusCodes.Status422UnprocessableEntity, wrong.Message).ConfigureAwait(false);
            return;
        }

        await HandleAsync(context, trigger, call, handler).ConfigureAwait(false);
    }

    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers[name] is [{ Length: > 0 } value] ? value : null;

    private async Task HandleAsync(
        HttpContext context, RegisteredTrigger trigger, MoTriggerCall call, Func<IServiceProvider, MoTriggerCall, CancellationToken, Task> handler)
    {
        try
        {
            await handler(context.RequestServices, call, context.RequestAborted).ConfigureAwait(false);
        }
        catch (MoTriggerRefusedException refusal)
        {
            TriggerLog.Refused(log, trigger.Url, call.Uuid, refusal.Message);
            if (refusal.RetryAfter is { } pause)
                context.Response.Headers.RetryAfter = Math.Max(0, Math.Ceiling(pause.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await TriggerAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, refusal.Message).ConfigureAwait(false);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The server waits no longer.
            return;
        }
        catch (Exception failure)
        {
            TriggerLog.Failed(log, failure, trigger.Url, call.Uuid);
            await TriggerAnswer.WriteAsync(context, StatusCodes.Status500InternalServerError, $"The trigger at {trigger.Url} failed. Its log says how.").ConfigureAwait(false);
            return;
        }

        await TriggerAnswer.WriteAsync(context, StatusCodes.Status200OK, detail: null).ConfigureAwait(false);
    }

    private Task RefuseAsync(HttpContext context, RegisteredTrigger trigger, int status, string problem)
    {
        TriggerLog.NotTaken(log, trigger.Url, problem);
        return TriggerAnswer.WriteAsync(context, status, problem);
    }

    /// <summary>Reads a body.</summary>
    /// <returns>The body; null if it is too long.</returns>
    private async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request)
    {
        var most = options.Value.MaxBodyBytes;
        if (request.ContentLength > most)
            return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most + 1L;
        using var body = new MemoryStream();
        var part = new byte[8192];
        while (await request.Body.ReadAsync(part, request.HttpContext.RequestAborted).ConfigureAwait(false) is > 0 and var read)
        {
            if (body.Length + read > most)
                return null;
            body.Write(part, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
