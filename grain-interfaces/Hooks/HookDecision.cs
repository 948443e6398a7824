namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>What follows from the answers to a query.</summary>
[GenerateSerializer, Alias("mo.hook-decision")]
public enum HookDecision
{
    /// <summary>Nothing: a notification.</summary>
    None = 0,

    /// <summary>The answers are one list.</summary>
    List = 1,

    /// <summary>The answers are one string: their items one after the other.</summary>
    Join = 2,

    /// <summary>The first item of the first answer that has one.</summary>
    First = 3,

    /// <summary>The answers are one dictionary. Where two have the same key, the later counts.</summary>
    Merge = 4,

    /// <summary>Any false refuses; no answer allows.</summary>
    RefusedByFalse = 5,

    /// <summary>Any true refuses; no answer allows.</summary>
    RefusedByTrue = 6,
}
