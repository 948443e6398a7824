using System.CommandLine.Completions;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Contexts;

/// <summary>The file with the contexts of the user, which only the user may read because it holds secrets.</summary>
/// <param name="variable">Reads a variable of the environment; null for none.</param>
internal sealed class ContextStore(Func<string, string?> variable)
{
    /// <summary>The variable of the environment that names another folder for the file.</summary>
    public const string FolderVariable = "MOCLUSTER_CONFIG";

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The path of the file: in the user's folder for configuration unless the environment names another.</summary>
    public string Path => System.IO.Path.Combine(
        variable(FolderVariable) is { Length: > 0 } folder
            ? folder
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "mocluster"),
        "contexts.json");

    /// <summary>Reads the contexts.</summary>
    /// <exception cref="CliException">The file cannot be read, or others can read it.</exception>
    public ContextList Read()
    {
        try
        {
            if (!File.Exists(Path))
                return ContextList.Empty;
            var list = ContextJson.Read(File.ReadAllBytes(Path));
            return list.Contexts.Any(context => context.HasSecret) && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & Others) != 0
                ? throw new CliException("CONTEXTS_EXPOSED", $"{Path} holds secrets, and other users of this machine can read it. Take that away: chmod 600 '{Path}'")
                : list;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CliException("CONTEXTS_UNREADABLE", $"{Path} cannot be read: {failure.Message}");
        }
    }

    /// <summary>Writes the contexts in the place of those before, whole or not at all.</summary>
    /// <param name="list">The contexts.</param>
    /// <exception cref="CliException">The file cannot be written.</exception>
    public void Write(ContextList list)
    {
        var fresh = $"{Path}.{Environment.ProcessId}";
        try
        {
            CreateFolder(System.IO.Path.GetDirectoryName(Path)!);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(fresh, options))
                file.Write(ContextJson.Write(list));
            File.Move(fresh, Path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CliException("CONTEXTS_UNWRITABLE", $"{Path} cannot be written: {failure.Message}");
        }
    }

    /// <summary>The names of the contexts, for the completion of a command line; none if they cannot be read.</summary>
    public IEnumerable<CompletionItem> NamesForCompletion()
    {
        try
        {
            return Read().Contexts.Select(context => new CompletionItem(context.Name));
        }
        catch (CliException)
        {
            return [];
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
