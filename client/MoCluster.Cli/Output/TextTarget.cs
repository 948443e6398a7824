using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MoCluster.Cli.Output;

/// <summary>Where text goes: to a terminal, or into a file or a pipe.</summary>
/// <param name="Writer">Writes the text.</param>
/// <param name="IsTerminal">Whether somebody looks at it in a terminal.</param>
internal sealed record TextTarget(TextWriter Writer, bool IsTerminal)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The width of the terminal; what the terminal itself says when null.</summary>
    public int? Width { get; init; }

    /// <summary>Standard output of this process.</summary>
    public static TextTarget StandardOutput() => new(OpenOutput(), !Console.IsOutputRedirected);

    /// <summary>Standard error of this process.</summary>
    public static TextTarget StandardError() => new(Console.Error, !Console.IsErrorRedirected);

    /// <summary>
    /// .NET's own standard output hides that the reader of a pipe is gone; but what nobody read must not be acknowledged, so a pipe is written to directly.
    /// A file is not, because it may be that of standard error too, and the two must not overwrite each other.
    /// </summary>
    private static TextWriter OpenOutput()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
            return Console.Out;
        var direct = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return direct.CanSeek ? Console.Out : new StreamWriter(direct, s_utf8) { AutoFlush = true };
    }
}
