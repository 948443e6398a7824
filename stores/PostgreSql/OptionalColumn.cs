namespace MoCluster.Stores.PostgreSql;

/// <summary>A column in which mostly nothing stands: nothing is kept of it, or sent, until something does.</summary>
/// <typeparam name="T">What stands in it; its default is nothing.</typeparam>
internal sealed class OptionalColumn<T>
{
    private List<T?>? _values;
    private int _rows;

    /// <summary>The column, a value a row; null when nothing stands in it, which unnest fills up.</summary>
    public IReadOnlyList<T?>? Values => _values;

    /// <summary>Adds the value of the next row.</summary>
    /// <param name="value">It.</param>
    public void Add(T? value)
    {
        if (value is not null && _values is null)
        {
            _values = new List<T?>(_rows + 1);
            for (var row = 0; row < _rows; row++)
                _values.Add(default);
        }

        _values?.Add(value);
        _rows++;
    }
}
