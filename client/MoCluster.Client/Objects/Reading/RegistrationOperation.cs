namespace MoCluster.Client;

/// <summary>What made a registration.</summary>
public enum RegistrationOperation
{
    /// <summary>The object came into being.</summary>
    Create,

    /// <summary>Values were laid over a validity.</summary>
    Edit,

    /// <summary>The object ceased to be active, from a day on or within an interval.</summary>
    Terminate,

    /// <summary>The object was withdrawn.</summary>
    Delete,
}
