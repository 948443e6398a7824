using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Statements;

/// <summary>Builds commands from statements and their positional parameters.</summary>
internal static class Statement
{
    /// <summary>A command of a statement in <see cref="SqlText"/>.</summary>
    public static NpgsqlBatchCommand Of(string name) => new(SqlText.Get(name));

    /// <summary>Adds the next parameter. A list becomes an array.</summary>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    /// <summary>Adds the next parameter, with its type where the value alone does not tell it.</summary>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return command;
    }

    /// <summary>Adds the next parameter, which may be null.</summary>
    public static NpgsqlBatchCommand WithNullable(this NpgsqlBatchCommand command, object? value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return command;
    }
}
