using System.Net.ServerSentEvents;

namespace Snippets;

public sealed class PriceList(IAsyncEnumerable<SseItem<decimal>> prices)
{
    public IAsyncEnumerable<SseItem<decimal>> All() => prices;

    public async Task WriteAsync(Stream destination, CancellationToken cancellationToken)
    {
        await using var lines = new StreamWriter(destination, leaveOpen: true);
        await foreach (var price in prices.WithCancellation(cancellationToken))
        {
            await lines.WriteLineAsync(price.Data.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
