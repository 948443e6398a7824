namespace Orleans.Runtime;

/// <summary>What a message can be sent to: a grain reference, or a grain itself.</summary>
public interface IAddressable
{
}
