namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>The kind of value that a field holds.</summary>
public enum FieldKind
{
    /// <summary>A line of text of at most 1 024 characters, unless the field says otherwise, and at most 2 560 bytes in UTF-8.</summary>
    String = 0,

    /// <summary>Text of any number of lines, of at most 16 384 characters unless the field says otherwise.</summary>
    Text = 1,

    /// <summary>A whole number within the field's range.</summary>
    Integer = 2,

    /// <summary>True or false.</summary>
    Boolean = 3,

    /// <summary>A day, without time or time zone.</summary>
    Date = 4,

    /// <summary>A number of the Danish civil registration system: ten digits, the first six a day of birth (docs/os2mo.md §8.1).</summary>
    Cpr = 5,

    /// <summary>One of the names that the field lists.</summary>
    Enum = 6,

    /// <summary>The uuid of one object of the field's target type.</summary>
    Reference = 7,

    /// <summary>A set of uuids of objects of the field's target type. Order and repetition do not matter.</summary>
    References = 8,
}
