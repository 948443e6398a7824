using System.Collections.Immutable;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Execution.Results;
using MoCluster.GraphQL.Planning;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Execution;

/// <summary>What a resolver knows of the field that it resolves.</summary>
public sealed class FieldContext
{
    private readonly PlannedField _field;
    private readonly ResultObject _parent;
    private readonly int _slot;

    internal FieldContext(OperationExecution execution, ResultObject parent, int slot, object? source)
    {
        Execution = execution;
        _parent = parent;
        _slot = slot;
        _field = parent.Plan.Fields[slot];
        Source = source;
    }

    /// <summary>The parent's value; null of root fields.</summary>
    public object? Source { get; }

    /// <summary>The definition of the field.</summary>
    public Field Field => _field.Definition;

    /// <summary>The type on which the field is selected.</summary>
    public ObjectType ParentType => _field.Parent;

    /// <summary>The schema.</summary>
    public Schema Schema => _field.Schema;

    /// <summary>What the caller gave to the executor as context.</summary>
    public object? Request => Execution.Request;

    /// <summary>Ends the request: its caller is gone, or its time is over.</summary>
    public CancellationToken CancellationToken => Execution.CancellationToken;

    /// <summary>The way from the answer's data to this field.</summary>
    public ResponsePath Path => _parent.PathOf(_slot);

    /// <summary>What is selected on the field's value, to load no more than that; empty of leaves.</summary>
    public ImmutableArray<SelectedField> Selection => SelectedField.Of(_field);

    internal OperationExecution Execution { get; }

    /// <summary>How many keys the field waits for that have not been asked for yet. Guarded by the execution's lock.</summary>
    internal int WaitingKeys { get; set; }

    /// <summary>True while the field's task is under way. Guarded by the execution's lock.</summary>
    internal bool IsOutstanding { get; set; }

    /// <summary>Reads the parent's value.</summary>
    /// <typeparam name="T">Its class.</typeparam>
    /// <exception cref="InvalidCastException">It is of another class.</exception>
    public T GetSource<T>() => (T)Source!;

    /// <summary>Reads what the caller gave to the executor as context.</summary>
    /// <typeparam name="T">Its class.</typeparam>
    /// <exception cref="InvalidCastException">It is of another class.</exception>
    public T GetRequest<T>() => (T)Request!;

    /// <summary>True if the argument was given, as null too, or has a default.</summary>
    /// <param name="name">The name of the argument.</param>
    /// <exception cref="ArgumentException">The field has no such argument.</exception>
    public bool HasArgument(string name) => !ReferenceEquals(Find(name), ArgumentValues.Absent);

    /// <summary>Reads an argument.</summary>
    /// <typeparam name="T">
    /// What the argument's type gives: int, string, bool, a scalar's or enum's own type, <see cref="InputObject"/>.
    /// </typeparam>
    /// <param name="name">The name of the argument.</param>
    /// <returns>The value, or default if it was not given or is null.</returns>
    /// <exception cref="ArgumentException">The field has no such argument, or its values are of another type.</exception>
    public T? Argument<T>(string name)
    {
        var value = Find(name);
        return ReferenceEquals(value, ArgumentValues.Absent) ? default : InputConversion.To<T>(value, Field.Name, name);
    }

    /// <summary>Reads a list argument.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="name">The name of the argument.</param>
    /// <returns>The items, or null if it was not given or is null.</returns>
    /// <exception cref="ArgumentException">The field has no such argument, or its values are of another type.</exception>
    public IReadOnlyList<T>? ArgumentList<T>(string name)
    {
        var value = Find(name);
        return ReferenceEquals(value, ArgumentValues.Absent) ? null : InputConversion.ToList<T>(value, Field.Name, name);
    }

    /// <summary>True if a field of that name is selected on the field's value.</summary>
    /// <param name="name">The name of the selected field, not its alias.</param>
    public bool Selects(string name)
    {
        foreach (var field in Selection)
        {
            if (field.Name == name)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Loads a value together with what other fields load at the same step of execution: the loader is called once no field of the
    /// request can go on otherwise. A key is loaded once a request.
    /// </summary>
    /// <typeparam name="TKey">The class of the key.</typeparam>
    /// <typeparam name="TValue">The class of the value.</typeparam>
    /// <param name="loader">The loader.</param>
    /// <param name="key">The key.</param>
    /// <returns>The value, or default if the loader has none.</returns>
    public ValueTask<TValue?> LoadAsync<TKey, TValue>(BatchLoader<TKey, TValue> loader, TKey key)
        where TKey : notnull => new(Execution.Scheduler.LoadAsync(loader, key, this));

    /// <summary>Loads several values as <see cref="LoadAsync"/> does.</summary>
    /// <typeparam name="TKey">The class of the keys.</typeparam>
    /// <typeparam name="TValue">The class of the values.</typeparam>
    /// <param name="loader">The loader.</param>
    /// <param name="keys">The keys.</param>
    /// <returns>The values in the order of the keys, default where the loader has none.</returns>
    public async ValueTask<IReadOnlyList<TValue?>> LoadManyAsync<TKey, TValue>(BatchLoader<TKey, TValue> loader, IReadOnlyList<TKey> keys)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(keys);
        var tasks = new Task<TValue?>[keys.Count];
        for (var i = 0; i < tasks.Length; i++)
            tasks[i] = Execution.Scheduler.LoadAsync(loader, keys[i], this);
        var values = new TValue?[tasks.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = await tasks[i];
        return values;
    }

    /// <summary>Reports an error beside the value that the field nevertheless answers.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="code">The value of extensions.code.</param>
    public void ReportError(string message, string? code = null) =>
        Execution.Report(new GraphQLError(message, code) { Locations = _field.Locations, Path = Path });

    private object? Find(string name)
    {
        var index = Field.ArgumentIndex(name);
        return index >= 0
            ? _field.Arguments[index]
            : throw new ArgumentException($"Field {ParentType.Name}.{Field.Name} has no argument \"{name}\".", nameof(name));
    }
}
