using System.Text;
using Crm.Sdk.Import.Mapping;

namespace Crm.Sdk.Import.Tests;

/// <summary>Measures the memory of the process, and so runs when nothing else does.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    [Fact]
    public async Task Memory_besides_the_columns_does_not_grow_with_the_file()
    {
        long small = await PeakAsync(100_000);
        long large = await PeakAsync(400_000);

        large.Should().BeLessThan(small + (8 << 20));
    }

    private static async Task<long> PeakAsync(int rows)
    {
        BoundMapping mapping = OrderFile.Mapping("\"id\": {\"rowNumber\": true}, \"product\": \"product\"", schema: OrderFile.Numbered);
        var source = new CsvFactSource(mapping, () => new RowStream(rows), "rows.csv", new ImportOptions { BatchSize = 4096 });
        long peak = 0;
        await foreach (Crm.Sdk.Facts.FactBatch batch in source.ReadAsync())
        {
            if (peak == 0 || batch.Count < 4096)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        source.LastReport!.Accepted.Should().Be(rows - (rows / 10));
        return peak;
    }

    /// <summary>A table of any length that is made while it is read; every tenth row is bad.</summary>
    private sealed class RowStream(int rows) : Stream
    {
        private byte[] _line = "product,spare\n"u8.ToArray();
        private int _position;
        private int _row;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_position == _line.Length)
            {
                if (_row == rows)
                {
                    return 0;
                }

                _row++;
                _line = Encoding.UTF8.GetBytes(_row % 10 == 0 ? $"bad {_row}\n" : $"p{_row % 100},{_row}\n");
                _position = 0;
            }

            int read = Math.Min(count, _line.Length - _position);
            _line.AsSpan(_position, read).CopyTo(buffer.AsSpan(offset));
            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
