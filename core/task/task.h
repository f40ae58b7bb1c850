#pragma once

#include "core/task/dtype.h"
#include "core/task/expression.h"
#include "core/task/variation.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace espalier {

/// How the judge draws one input. `parameters` are expressions over the dims by name; which ones depends on `kind`:
///
/// - normal (mean, std; optional row_spread, spike): each last-axis row is moved by a normal(0, row_spread) of its own;
///   one element of it, at a random place, is multiplied by spike, so that no row can be guessed from a sample
/// - uniform (low, high), integers (low, high; both included), stride (step: element i is i·step)
/// - sorted (low, high; optional sentinel): each last-axis row ascending, with +inf at its end where sentinel is 1
/// - sorted_unique (low, high): each last-axis row ascending integers without repeats, unevenly spread
/// - member_of (other, share, low, high): an element of the earlier input `other` with probability share, else one from
///   low to high
struct Distribution
{
    std::string kind;
    std::map<std::string, Expression> parameters;
    std::string other;
};

struct Tensor
{
    std::string name;
    DType dtype = DType::Float32;
    std::vector<Expression> shape; ///< row-major, contiguous
    Distribution distribution;     ///< inputs only

    std::int64_t elements(const Dims& dims) const;
    std::size_t bytes(const Dims& dims) const;
};

enum class CaseRole {
    Smoke,  ///< tiny, checked first, shown to the synthesizer
    Cpu,    ///< checked and timed on a CPU target
    Gpu,    ///< checked and timed on a GPU target
    Hidden, ///< odd and prime sizes, checked, never shown to a synthesizer
};

struct Case
{
    std::string name;
    CaseRole role = CaseRole::Smoke;
    Dims dims;
};

/// |got − expected| ≤ rtol·|expected| + scale·RMS(expected), elementwise over the whole output; exact for integer
/// outputs.
struct Tolerance
{
    double rtol = 1e-4;
    double scale = 1e-4;
    bool reassociation = true; ///< may flags that reorder floating-point arithmetic be used
    /// May a kernel compute in less than the declared precision as long as it keeps to rtol and scale. Otherwise the
    /// judge cuts both to what an honest kernel needs.
    bool lowerPrecision = false;
};

/// A vendor's or somebody's implementation to beat: a source file in the task folder with what it links to. It counts
/// where it builds and passes. `plain` and `compiled` exist for every task and are not listed.
struct BaselineSpec
{
    std::string name;              ///< "openblas", "onednn"
    std::filesystem::path source;  ///< absolute
    std::vector<std::string> link; ///< linker flags, e.g. "-lopenblas"
};

/// An operator to optimise, as loaded from its folder and checked. A value; everything in it is consistent.
struct Task
{
    std::string name; ///< also the function a kernel defines: void <name>(inputs…, outputs…, dims…)
    std::string summary;
    std::string definition;
    std::vector<std::string> dims;
    std::vector<Tensor> inputs;
    std::vector<Tensor> outputs;
    std::vector<Case> cases;
    Tolerance tolerance;
    std::vector<Variation> variations; ///< which the operator is defined for; none where no input can be varied
    Expression flops;                  ///< useful operations of one call
    Expression bytes;                  ///< compulsory bytes: every input read once, every output written once
    std::vector<BaselineSpec> baselines;
    /// The dim along which the reference may be computed in slices, several at once; empty where it may not. Every
    /// output and some inputs have it as their first extent and nowhere else, the other inputs nowhere.
    std::string sliced;
    std::filesystem::path folder;

    std::vector<const Case*> casesOf(CaseRole role) const;
    /// It holds 16-bit floats, with which C++ on a processor and OpenCL C do not compute everywhere: a task of the
    /// target cuda alone, with seed.cu and cases of the role gpu in place of seed.cpp and those of the role cpu.
    bool needsGpu() const;
    /// "#pragma once … void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols);"
    std::string header() const;
    /// C++ that includes "candidate.cpp" and defines the judge's entry point
    /// extern "C" void kernel(const void* const* in, void* const* out, const int64_t* dims, void* stream).
    std::string entryPoint() const;
    std::filesystem::path seedFile() const { return folder / "seed.cpp"; }
    /// OpenCL C; a task may be without.
    std::filesystem::path deviceSeedFile() const { return folder / "seed.cl"; }
    /// CUDA C++; a task may be without, one that needs a GPU not.
    std::filesystem::path cudaSeedFile() const { return folder / "seed.cu"; }
    std::filesystem::path referenceFile() const { return folder / "reference.cpp"; }
};

} // namespace espalier
