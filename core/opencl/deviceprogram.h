#pragma once

#include "core/opencl/signature.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace espalier {

/// What a worker of a device target gets of a candidate: the compiled program, the lines that say how it is launched,
/// and what those may name. Made by the toolchain, read by the worker; the program itself comes from a compiler that
/// ran on hostile source. A value.
struct DeviceProgram
{
    KernelSignature signature;
    std::string head;   ///< sourceHead() of the source
    std::string binary; ///< as CL_PROGRAM_BINARIES gave it

    std::string toBytes() const;
    static Result<DeviceProgram> fromBytes(std::string_view bytes);
};

nlohmann::json toJson(const KernelSignature& signature);
/// Nothing when it is not what toJson() writes.
std::optional<KernelSignature> signatureFromJson(const nlohmann::json& json);

} // namespace espalier
