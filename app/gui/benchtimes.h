#pragma once

#include <functional>
#include <vector>

namespace espalier {

/// What some frames took, in milliseconds by the clock, and of the processor on this thread: the second stays the same
/// when other programs want the machine too.
class BenchTimes
{
public:
    /// Runs it and keeps its times.
    void add(const std::function<void()>& work);
    double median() const;
    /// The slowest where there are fewer than a hundred.
    double p99() const;
    double medianCpu() const;
    double p99Cpu() const;
    /// How many a second.
    double rate() const;
    double rateCpu() const;

private:
    std::vector<double> m_wall;
    std::vector<double> m_cpu;
};

/// Resident memory of this process, and what of it is in use on the heap, in bytes.
double residentBytes();
double heapBytes();
/// Hands free memory back, so that the next growth shows.
void trimHeap();

} // namespace espalier
