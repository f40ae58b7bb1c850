// The part of Driver that shares memory between processes.

#include "app/cuworker/driverhandles.h"

#include <chrono>
#include <cstdint>
#include <unistd.h>

namespace espalier {
namespace {

cuda::PieceKind pieceKind(cuda::Device device)
{
    return {cuda::kPinned, cuda::kDescriptor, {cuda::kOnDevice, device}, nullptr, {}};
}

Error notShared(const char* why)
{
    return {ErrorKind::Machine, "the GPU's memory cannot be shared between processes", why,
            "use a machine with NVIDIA's own driver, which shares it on Linux outside of WSL"};
}

} // namespace

Result<void> Driver::canShare() const
{
    if (!SharingCalls::find()) {
        return notShared("its driver has no cuMemExportToShareableHandle");
    }
    const auto shares = attribute(cuda::kSharesByDescriptor);
    return shares && *shares != 0 ? Result<void>() : Result<void>(notShared("its driver says so"));
}

/// The driver gives out whole pieces, of 2 MiB as a rule.
Result<std::size_t> Driver::wholePieces(std::size_t bytes) const
{
    if (auto can = canShare(); !can) {
        return can.error();
    }
    const cuda::PieceKind kind = pieceKind(m_handles->device);
    std::size_t piece = 0;
    const auto asked = m_handles->checked("cuMemGetAllocationGranularity",
                                          SharingCalls::find()->granularity(&piece, &kind, cuda::kLeast));
    if (!asked || piece == 0) {
        return asked ? notShared("its driver names no size of a piece") : asked.error();
    }
    return (bytes + piece - 1) / piece * piece;
}

Result<CudaCalls::Address> Driver::mapPiece(unsigned long long piece, std::size_t bytes)
{
    const SharingCalls& calls = *SharingCalls::find();
    const cuda::Access access{{cuda::kOnDevice, m_handles->device}, cuda::kReadAndWrite};
    cuda::Address address = 0;
    auto done = m_handles->checked("cuMemAddressReserve", calls.reserve(&address, bytes, 0, 0, 0));
    if (done) {
        done = m_handles->checked("cuMemMap", calls.map(address, bytes, 0, piece, 0));
    }
    if (done) {
        done = m_handles->checked("cuMemSetAccess", calls.setAccess(address, bytes, &access, 1));
    }
    calls.release(piece); // it stays as long as it is mapped
    return done ? Result<Address>(address) : Result<Address>(done.error());
}

Result<SharedCalls::Shared> Driver::share(std::size_t bytes)
{
    const auto whole = wholePieces(bytes);
    if (!whole) {
        return whole.error();
    }
    const SharingCalls& calls = *SharingCalls::find();
    const cuda::PieceKind kind = pieceKind(m_handles->device);
    cuda::Piece piece = 0;
    Shared shared;
    auto done = m_handles->checked("cuMemCreate", calls.create(&piece, *whole, &kind, 0));
    if (done) {
        done =
            m_handles->checked("cuMemExportToShareableHandle", calls.exported(&shared.fd, piece, cuda::kDescriptor, 0));
    }
    const auto address = done ? mapPiece(piece, *whole) : Result<Address>(done.error());
    if (!address) {
        if (shared.fd >= 0) {
            close(shared.fd);
        }
        return address.error();
    }
    shared.address = *address;
    return shared;
}

void Driver::unshare(Address address, std::size_t bytes)
{
    const auto whole = wholePieces(bytes);
    if (whole && waitForAll()) {
        SharingCalls::find()->unmap(address, *whole);
        SharingCalls::find()->unreserve(address, *whole);
    }
}

Result<CudaCalls::Address> Driver::openShared(int fd, std::size_t bytes)
{
    const auto whole = wholePieces(bytes);
    if (!whole) {
        return whole.error();
    }
    cuda::Piece piece = 0;
    // The descriptor itself stands where other systems have a pointer to a handle.
    void* handle = reinterpret_cast<void*>(static_cast<std::intptr_t>(fd));
    const auto imported = m_handles->checked("cuMemImportFromShareableHandle",
                                             SharingCalls::find()->import(&piece, handle, cuda::kDescriptor));
    return imported ? mapPiece(piece, *whole) : Result<Address>(imported.error());
}

Result<void> Driver::copyWithin(Address to, Address from, std::size_t bytes)
{
    return m_handles->checked("cuMemcpyDtoDAsync",
                              SharingCalls::find()->copyWithin(to, from, bytes, m_handles->stream));
}

Result<void> Driver::waitForAll()
{
    return m_handles->checked("cuCtxSynchronize", SharingCalls::find()->waitForContext());
}

Result<double> Driver::look()
{
    const auto begin = std::chrono::steady_clock::now();
    auto done = launch({"nothing", {1, 1, 1}, {32, 1, 1}, 0, {}});
    if (done) {
        done = m_handles->checked("cuStreamSynchronize", m_handles->calls->waitForStream(m_handles->stream));
    }
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    return done ? Result<double>(passed.count()) : Result<double>(done.error());
}

void Driver::unpin(const std::byte* begin)
{
    if (const SharingCalls* calls = SharingCalls::find()) {
        calls->unpin(const_cast<std::byte*>(begin));
    }
}

void* Driver::stream()
{
    return m_handles->stream;
}

} // namespace espalier
