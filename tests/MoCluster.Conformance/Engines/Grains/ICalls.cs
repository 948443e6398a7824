namespace MoCluster.Conformance.Engines.Grains;

/// <summary>Methods that an interface inherits from one that is no grain interface of its own.</summary>
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

    /// <summary>Marks on whose scheduler the token's callbacks run.</summary>
    [AlwaysInterleave]
    Task ObserveCancellation(CancellationToken token);

    [AlwaysInterleave]
    Task<string[]> Peek();

    [ReadOnly]
    Task<int> Length(string text);

    Task<Guid> KeyOf(IKeyed other);

    /// <summary>What it finds in the async local; leaves something there.</summary>
    Task<string> Ambient(string leaves);
}

/// <summary>A grain that is known by a number.</summary>
public interface IKeyed : IGrainWithGuidKey
{
    Task<Guid> Key();

    Task<string> Id();
}

/// <summary>Nobody implements it.</summary>
public interface INobody : IGrainWithStringKey
{
    Task Nothing();
}

/// <summary>Two classes implement it.</summary>
public interface ITwice : IGrainWithStringKey
{
    Task<string> Which();
}

/// <summary>What travels.</summary>
[GenerateSerializer, Immutable]
public sealed record Parcel([property: Id(0)] string Text, [property: Id(1)] int Number);

/// <summary>An error of our own.</summary>
[GenerateSerializer]
public sealed class ParcelException(string message, Parcel parcel) : Exception(message)
{
    [Id(0)]
    public Parcel Parcel { get; } = parcel;
}
