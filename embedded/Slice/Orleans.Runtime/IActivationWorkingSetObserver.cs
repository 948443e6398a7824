namespace Orleans.Runtime;

/// <summary>Is told what becomes of activations. Register it as a service.</summary>
public interface IActivationWorkingSetObserver
{
    /// <summary>
    /// An activation begins to end: calls under way in it are finished, and no other begins. Called while the engine holds a lock of the
    /// activation, on whichever thread ends it.
    /// </summary>
    /// <param name="member">The activation.</param>
    void OnDeactivating(IActivationWorkingSetMember member)
    {
    }
}
