namespace MoCluster.GraphQL.Execution.Results;

/// <summary>Orders paths as their values are ordered in the answer; errors without a path come first.</summary>
internal sealed class AnswerOrder : IComparer<ResponsePath?>
{
    public static AnswerOrder Instance { get; } = new();

    public int Compare(ResponsePath? x, ResponsePath? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        for (var i = 0; i < x.Position.Length && i < y.Position.Length; i++)
        {
            if (x.Position[i] != y.Position[i])
                return x.Position[i].CompareTo(y.Position[i]);
        }

        return x.Position.Length.CompareTo(y.Position.Length);
    }
}
