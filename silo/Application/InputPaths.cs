namespace MoCluster.Silo.Application;

/// <summary>
/// Turns the paths of grains' refusals into paths of the caller's input. A grain knows one input, which it calls <c>input</c>; a caller may
/// give a list of inputs, or a body.
/// </summary>
internal static class InputPaths
{
    private const string Input = "input";

    /// <summary>The path when the input is an item of a list.</summary>
    /// <param name="path">The path that the grain gave, for example <c>input.name</c>.</param>
    /// <param name="index">The index of the item, from 0.</param>
    /// <returns>For example <c>input[3].name</c>.</returns>
    public static string OfItem(string path, int index) => IsOfInput(path) ? $"{Input}[{index}]{path[Input.Length..]}" : path;

    /// <summary>The path when the input is the body of a request.</summary>
    /// <param name="path">The path that the grain gave, for example <c>input.reason</c>.</param>
    /// <returns>For example <c>reason</c>; null for the body itself.</returns>
    public static string? OfBody(string path) => !IsOfInput(path) ? path : path.Length > Input.Length ? path[(Input.Length + 1)..] : null;

    private static bool IsOfInput(string path) => path == Input || path.StartsWith($"{Input}.", StringComparison.Ordinal);
}
