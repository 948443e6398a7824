namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>The form of what a callback answers. Null is always allowed, and counts as no answer.</summary>
[GenerateSerializer, Alias("mo.hook-result-kind")]
public enum HookResultKind
{
    /// <summary>Nothing: null, or the object with which shared arguments are added to.</summary>
    None = 0,

    /// <summary>A boolean, or an array of one.</summary>
    Boolean = 1,

    /// <summary>An array of exactly one boolean.</summary>
    OneBoolean = 2,

    /// <summary>An array of strings. A string alone is refused: Modoboa takes it for its characters (docs/hooks.md §3).</summary>
    Strings = 3,

    /// <summary>An array of strings, numbers, booleans and nulls.</summary>
    Values = 4,

    /// <summary>An array of JSON objects that have certain keys, and may have more.</summary>
    Dictionaries = 5,

    /// <summary>An array of arrays with certain items.</summary>
    Tuples = 6,

    /// <summary>A JSON object with any keys.</summary>
    Dictionary = 7,

    /// <summary>An array of JSON objects, each an object or a reference to one.</summary>
    Objects = 8,

    /// <summary>An array of strings, each the name of a hook or the address of a function.</summary>
    Functions = 9,
}
