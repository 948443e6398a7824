namespace MoCluster.Conformance.Engines.Grains;

/// <summary>Methods that a grain interface inherits from another interface.</summary>
public interface IInherited : IGrainWithStringKey
{
    /// <summary>Answers "inherited".</summary>
    Task<string> Inherited();
}

/// <summary>All shapes of methods and outcomes.</summary>
public interface ICalls : IInherited
{
    Task Plain(string line);

    Task<int> Sum(int a, int b);

    ValueTask PlainValue(string line);

    ValueTask<string?> Echo(string? text);

    Task<Parcel> Pass(Parcel parcel);

    Task Fail(string how);

    Task<int> FailWithResult(string how);

    ValueTask<int> FailWithValueTask(string how);

    [OneWay]
    Task Tell(string line);

    [OneWay]
    Task TellAndFail();

    [OneWay]
    Task TellAndHold(string name);

    /// <summary>Marks "name+", waits for "name go", marks "name-"; callers wait for a second.</summary>
    [ResponseTimeout("00:00:01")]
    Task HoldForASecond(string name);

    /// <summary>Marks "name+", waits for "name go" or the token, marks "name-" or "name cancelled".</summary>
    Task HoldUntilCancelled(string name, CancellationToken token);

    /// <summary>Marks "name+", waits for "name go" whatever the token says, then marks "name-" and what the token says.</summary>
    Task HoldAnyway(string name, CancellationToken token);

    /// <summary>Marks on which scheduler the callbacks of the token run.</summary>
    [AlwaysInterleave]
    Task ObserveCancellation(CancellationToken token);

    [AlwaysInterleave]
    Task<string[]> Peek();

    [ReadOnly]
    Task<int> Length(string text);

    Task<Guid> KeyOf(IKeyed other);

    /// <summary>Returns the value found in the async local, and leaves another one there.</summary>
    Task<string> Ambient(string leaves);
}

/// <summary>A grain whose key is a Guid.</summary>
public interface IKeyed : IGrainWithGuidKey
{
    Task<Guid> Key();

    Task<string> Id();
}

/// <summary>An interface that no class implements.</summary>
public interface INobody : IGrainWithStringKey
{
    Task Nothing();
}

/// <summary>An interface that two classes implement.</summary>
public interface ITwice : IGrainWithStringKey
{
    Task<string> Which();
}

/// <summary>An argument or result of a call.</summary>
[GenerateSerializer, Immutable]
public sealed record Parcel([property: Id(0)] string Text, [property: Id(1)] int Number);

/// <summary>An exception with data of its own.</summary>
[GenerateSerializer]
public sealed class ParcelException(string message, Parcel parcel) : Exception(message)
{
    [Id(0)]
    public Parcel Parcel { get; } = parcel;
}
