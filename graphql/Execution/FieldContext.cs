using System.Collections.Immutable;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Execution.Results;
using MoCluster.GraphQL.Planning;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Execution;

/// <summary>What a resolver receives: the field that it resolves, its arguments, the parent's value and the request.</summary>
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

    /// <summary>The value of the parent object; null for root fields.</summary>
    public object? Source { get; }

    /// <summary>The definition of the field.</summary>
    public Field Field => _field.Definition;

    /// <summary>The type on which the field is selected.</summary>
    public ObjectType ParentType => _field.Parent;

    /// <summary>The schema that the request runs against.</summary>
    public Schema Schema => _field.Schema;

    /// <summary>The context that the caller gave to the executor.</summary>
    public object? Request => Execution.Request;

    /// <summary>Cancelled when the caller cancels the request, or its time is over.</summary>
    public CancellationToken CancellationToken => Execution.CancellationToken;

    /// <summary>The path from the answer's data to this field.</summary>
    public ResponsePath Path => _parent.PathOf(_slot);

    /// <summary>
    /// The fields that are selected on this field's value, so that a resolver can load no more than needed. Empty if the field is a scalar
    /// or enum.
    /// </summary>
    public ImmutableArray<SelectedField> Selection => SelectedField.Of(_field);

    /// <summary>
    /// Identifies the place in the operation where the field is selected: the same object for every parent on which it is resolved there, with the same
    /// arguments. So a loader can load for many parents at once.
    /// </summary>
    public object Site => _field;

    internal OperationExecution Execution { get; }

    /// <summary>How many keys the field waits for that no loader has been asked for. Guarded by the scheduler's lock.</summary>
    internal int WaitingKeys { get; set; }

    /// <summary>True while the scheduler waits for the field's resolver. Guarded by the scheduler's lock.</summary>
    internal bool IsOutstanding { get; set; }

    /// <summary>Reads the value of the parent object.</summary>
    /// <typeparam name="T">The class of the value.</typeparam>
    /// <exception cref="InvalidCastException">The value is of another class.</exception>
    public T GetSource<T>() => (T)Source!;

    /// <summary>Reads the context that the caller gave to the executor.</summary>
    /// <typeparam name="T">The class of the context.</typeparam>
    /// <exception cref="InvalidCastException">The context is of another class.</exception>
    public T GetRequest<T>() => (T)Request!;

    /// <summary>True if the argument was given, even as null, or has a default.</summary>
    /// <param name="name">The name of the argument.</param>
    /// <exception cref="ArgumentException">The field has no such argument.</exception>
    public bool HasArgument(string name) => !ReferenceEquals(Find(name), ArgumentValues.Absent);

    /// <summary>Reads an argument.</summary>
    /// <typeparam name="T">
    /// The class that the argument's type is coerced to: int, string, bool, the class of a scalar or enum, or <see cref="InputObject"/>.
    /// </typeparam>
    /// <param name="name">The name of the argument.</param>
    /// <returns>The value, or default if the argument was not given or is null.</returns>
    /// <exception cref="ArgumentException">The field has no such argument, or the value is of another type.</exception>
    public T? Argument<T>(string name)
    {
        var value = Find(name);
        return ReferenceEquals(value, ArgumentValues.Absent) ? default : InputConversion.To<T>(value, Field.Name, name);
    }

    /// <summary>Reads a list argument.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="name">The name of the argument.</param>
    /// <returns>The items, or null if the argument was not given or is null.</returns>
    /// <exception cref="ArgumentException">The field has no such argument, or the value is of another type.</exception>
    public IReadOnlyList<T>? ArgumentList<T>(string name)
    {
        var value = Find(name);
        return ReferenceEquals(value, ArgumentValues.Absent) ? null : InputConversion.ToList<T>(value, Field.Name, name);
    }

    /// <summary>True if a field of that name is selected on this field's value.</summary>
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
    /// Loads a value, in one call of the loader with the keys of other fields. The loader is called once no field of the request can
    /// continue without it. A key is loaded once per request, or once per root field of a mutation.
    /// </summary>
    /// <typeparam name="TKey">The class of the key.</typeparam>
    /// <typeparam name="TValue">The class of the value.</typeparam>
    /// <param name="loader">Loads the values.</param>
    /// <param name="key">Identifies the value.</param>
    /// <returns>The value, or default if the loader has none for the key.</returns>
    public ValueTask<TValue?> LoadAsync<TKey, TValue>(BatchLoader<TKey, TValue> loader, TKey key)
        where TKey : notnull => new(Execution.Scheduler.LoadAsync(loader, key, this));

    /// <summary>Loads several values as <see cref="LoadAsync"/> does.</summary>
    /// <typeparam name="TKey">The class of the keys.</typeparam>
    /// <typeparam name="TValue">The class of the values.</typeparam>
    /// <param name="loader">Loads the values.</param>
    /// <param name="keys">Identify the values.</param>
    /// <returns>The values in the order of the keys; default for a key that the loader has no value for.</returns>
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

    /// <summary>Adds an error to the answer although the field also has a value.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="code">The value of extensions.code; null if the error has none.</param>
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
