namespace MoCluster.Silo.Application;

/// <summary>Where that stands of which a refusal speaks. Grains know a single input, which they call <c>input</c>; callers give others.</summary>
internal static class InputPaths
{
    private const string Input = "input";

    /// <summary>The path where the input is one of many.</summary>
    /// <param name="path">The path as a grain gave it, for example <c>input.name</c>.</param>
    /// <param name="index">The input's place in its list, from 0.</param>
    /// <returns>For example <c>input[3].name</c>.</returns>
    public static string OfItem(string path, int index) => IsOfInput(path) ? $"{Input}[{index}]{path[Input.Length..]}" : path;

    /// <summary>The path where the input is the body of a request.</summary>
    /// <param name="path">The path as a grain gave it, for example <c>input.reason</c>.</param>
    /// <returns>For example <c>reason</c>; null where the path is the body itself.</returns>
    public static string? OfBody(string path) => !IsOfInput(path) ? path : path.Length > Input.Length ? path[(Input.Length + 1)..] : null;

    private static bool IsOfInput(string path) => path == Input || path.StartsWith($"{Input}.", StringComparison.Ordinal);
}
