using System.Text;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>A pipe whose reader goes after some lines, as <c>head</c> does.</summary>
internal sealed class ClosingPipe(int lines) : TextWriter
{
    private const int BrokenPipe = 32;

    private int _written;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (_written == lines)
            throw new IOException("Broken pipe", BrokenPipe);
        if (value == '\n')
            _written++;
    }
}
