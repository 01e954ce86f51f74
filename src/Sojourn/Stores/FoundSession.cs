using Sojourn.Sessions;

namespace Sojourn.Stores;

/// <summary>A record as it stands, with what could void it.</summary>
/// <param name="Session">The record, live or ended.</param>
/// <param name="SubjectCutOff">The cut-off of the record's tenant and subject, or null.</param>
public sealed record FoundSession(SessionRecord Session, CutOff? SubjectCutOff);
