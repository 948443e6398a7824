namespace MoCluster.GrainInterfaces;

/// <summary>
/// Says why a call was refused: what was wrong, where, and what would be right. Every error is one of these. It is passed as a value and becomes
/// a GraphQL error with <c>extensions.code</c>. A refused call has changed nothing.
/// </summary>
/// <param name="Code">A stable code for programs, one of <see cref="RefusalCode"/>, or a code of OS2mo (docs/os2mo.md §8.3).</param>
/// <param name="Message">A sentence for people. Where OS2mo has a text for the case, it is that text.</param>
/// <param name="Path">The place in the input, for example <c>input.validity.from</c>; null when the whole call is concerned.</param>
/// <param name="Retriable">Whether the same call may succeed later without any change to it.</param>
/// <param name="Description">
/// What OS2mo's <c>error_context</c> says where it is not <paramref name="Message"/>; a trigger's own words (docs/os2mo.md §7).
/// </param>
/// <param name="Details">Further fields of <c>error_context</c>, a JSON object; null for none.</param>
[GenerateSerializer, Immutable, Alias("mo.refusal")]
public sealed record Refusal(
    [property: Id(0)] string Code,
    [property: Id(1)] string Message,
    [property: Id(2)] string? Path = null,
    [property: Id(3)] bool Retriable = false,
    [property: Id(4)] string? Description = null,
    [property: Id(5)] string? Details = null);
