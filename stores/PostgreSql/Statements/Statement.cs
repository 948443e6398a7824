using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Statements;

/// <summary>Puts statements and their positional parameters together.</summary>
internal static class Statement
{
    /// <summary>A statement by its name in <see cref="SqlText"/>.</summary>
    public static NpgsqlBatchCommand Of(string name) => new(SqlText.Get(name));

    /// <summary>Adds the next parameter. A list becomes an array.</summary>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    /// <summary>Adds the next parameter, of a type that its value does not tell.</summary>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return command;
    }

    /// <summary>Adds the next parameter, null where there is no value.</summary>
    public static NpgsqlBatchCommand WithNullable(this NpgsqlBatchCommand command, object? value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return command;
    }
}
