namespace Sojourn.Stores;

/// <summary>The store's engine failed and the outcome of the operation is unknown: it may have happened.</summary>
/// <remarks>Repeat only what is safe to repeat. Every operation of <see cref="ISojournStore"/> but <c>CreateAsync</c> is.</remarks>
public sealed class SessionStoreException : Exception
{
    /// <summary>Wraps the engine's failure.</summary>
    /// <param name="message">What was attempted; never a token, ticket or key.</param>
    /// <param name="cause">The engine's own exception, or null.</param>
    public SessionStoreException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
