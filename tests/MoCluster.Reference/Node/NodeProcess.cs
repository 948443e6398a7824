using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace MoCluster.Reference.Node;

/// <summary>A running script that answers questions, each question and answer a line of JSON. Disposing ends it.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Process _process;
    private readonly Task<string> _errors;

    public NodeProcess(string script, string packages)
    {
        var start = new ProcessStartInfo("node", [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
        };
        start.Environment["NODE_PATH"] = packages;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Sends a question and waits for the answer. Fails the test if the script fails.</summary>
    public async Task<JsonElement> AskAsync(object question)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question).AsMemory(), cancellation);
        await _process.StandardInput.FlushAsync(cancellation);
        var line = await _process.StandardOutput.ReadLineAsync(cancellation);
        Assert.True(line is not null, line is null ? $"node ended: {await _errors}" : "");
        var answer = JsonDocument.Parse(line!).RootElement;
        Assert.False(answer.TryGetProperty("failure", out var failure), $"node failed: {failure}");
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        await _errors;
        _process.Dispose();
    }
}
