#pragma once

#include "core/base/result.h"
#include "core/evaluate/judge/patience.h"
#include "core/evaluate/sandbox/interpreter.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

inline constexpr const char* kPythonWorker = "espalier-pyworker";

/// A Python on this machine that has torch and triton: the first of $ESPALIER_PYTHON, the virtual environment that
/// `./bootstrap gpu` makes in the user's data folder, and python3.
struct PythonMachine
{
    std::filesystem::path program;
    std::string torch;                          ///< version
    std::string triton;                         ///< version
    std::vector<std::filesystem::path> folders; ///< what it reads, where that is not one of the system's folders
    std::string device;                         ///< "NVIDIA H100 80GB HBM3"; empty where there is none
    std::string whyNoDevice;

    /// Asks each in turn, 0.1 s; the error says what to install.
    static Result<PythonMachine> find(const std::filesystem::path& programs = {});
    /// The folder of the worker's modules; empty where it is missing.
    static std::filesystem::path modules(const std::filesystem::path& programs = {});
    /// What the worker becomes; makes the folder `scratch`.
    Result<Interpreter> interpreter(const std::filesystem::path& programs, const std::filesystem::path& scratch) const;
};

/// espalier-pyworker with the Python that it becomes.
struct PythonWorker
{
    std::filesystem::path program;
    PythonMachine machine;
    Interpreter interpreter;

    /// Makes the folder `scratch`. Without a GPU too: machine.device says whether there is one. 0.1 s.
    static Result<PythonWorker> find(const std::filesystem::path& programs, const std::filesystem::path& scratch);
};

/// How long workers in Python are waited for.
Patience pythonPatience(bool onDevice);

} // namespace espalier
