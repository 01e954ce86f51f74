using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sojourn.Validation;

// The framework's own comparison goes byte by byte and is compiled without optimization: 15 µs for the two sides of an
// access token, more than everything else that such a request costs. This one visits every character just the same, and
// has no branch and no index that depends on what stands there; only its strides are wider.

/// <summary>Comparison of long secret texts, in a time that depends on their length only.</summary>
internal static class FixedTimeText
{
    /// <summary>Whether both are the same text. Not inlined, so that nobody's knowledge of the result shortens the loop.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool AreEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        var leftUnits = MemoryMarshal.Cast<char, ushort>(left);
        var rightUnits = MemoryMarshal.Cast<char, ushort>(right);
        var differences = Vector<ushort>.Zero;
        var index = 0;
        for (; index <= leftUnits.Length - Vector<ushort>.Count; index += Vector<ushort>.Count)
        {
            differences |= new Vector<ushort>(leftUnits[index..]) ^ new Vector<ushort>(rightUnits[index..]);
        }

        var rest = 0;
        for (; index < leftUnits.Length; index++)
        {
            rest |= leftUnits[index] ^ rightUnits[index];
        }

        return differences == Vector<ushort>.Zero & rest == 0;
    }
}
