#include "core/cuda/gpufiles.h"

namespace espalier {

namespace fs = std::filesystem;

namespace {

/// AMD's: one file for computing on all GPUs, and one of each GPU for its memory.
void addAmd(std::vector<fs::path>& files)
{
    std::error_code failed;
    if (!fs::exists("/dev/kfd", failed)) {
        return;
    }
    files.emplace_back("/dev/kfd");
    for (const fs::directory_entry& entry : fs::directory_iterator("/dev/dri", failed)) {
        if (entry.path().filename().string().starts_with("renderD")) {
            files.push_back(entry.path());
        }
    }
}

} // namespace

std::vector<fs::path> gpuFiles()
{
    std::vector<fs::path> files;
    std::error_code failed;
    addAmd(files);
    for (const fs::directory_entry& entry : fs::directory_iterator("/dev", failed)) {
        const std::string name = entry.path().filename().string();
        const bool gpu = name.size() > 6 && name.starts_with("nvidia") &&
                         name.find_first_not_of("0123456789", 6) == std::string::npos;
        if (gpu || name == "nvidiactl" || name == "nvidia-uvm" || name == "nvidia-uvm-tools") {
            files.push_back(entry.path());
        }
    }
    return files;
}

} // namespace espalier
