namespace MoCluster.Grains.Objects.Imports;

/// <summary>What an imported state is, and so by which rules it is checked.</summary>
internal enum ImportedAs
{
    /// <summary>A state that a person or a program wrote for the import. Fields that it leaves out get their defaults.</summary>
    New,

    /// <summary>The last state of a history. It must keep all rules, and gets no defaults.</summary>
    Latest,

    /// <summary>An earlier state of a history. Its values must be values of their fields; rules may be younger than the state.</summary>
    Earlier,
}
