#pragma once

#include "core/handover/handover.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier::handover {

/// A file of a bundle.
struct BundleFile
{
    std::string path; ///< relative, with '/'
    std::string text;
};

/// Everything that builds, calls and tests the kernels outside Espalier: header, dispatcher, kernels, test, reference
/// and CMakeLists.txt; modules and a unittest for Triton.
Result<std::vector<BundleFile>> bundleFiles(const Handover& handover);

/// What is handed over, with the files of it and a report on the session among them, REPORT.html.
struct KernelBundle
{
    DispatchTable table;
    std::vector<BundleFile> files;
};
Result<KernelBundle> makeBundle(Store& store, const SessionInfo& session, const DispatchOptions& options);

/// Writes files into a folder that is there whole or not at all. It must not exist, or be empty.
Result<void> writeBundle(const std::vector<BundleFile>& files, const std::filesystem::path& folder);

/// For people: a line a row, "1024x1024 (rows 1024, cols 1024) → node 12, 1.38× [1.36, 1.41], judged twice, over dnnl",
/// with the node that was passed over there, or "→ baseline"; and a last one on other shapes.
std::vector<std::string> tableLines(const DispatchTable& table);

} // namespace espalier::handover
