namespace Sojourn.Sessions;

/// <summary>The outcome of ending a subject's sessions.</summary>
/// <param name="Count">How many live sessions this call ended.</param>
/// <param name="CutOffAt">Store time before which every sign-in of the subject is void.</param>
public sealed record EndAllResult(int Count, DateTimeOffset CutOffAt);
