namespace Sojourn.Histories;

internal enum Party
{
    Owner,
    Thief,
}
