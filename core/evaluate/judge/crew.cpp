#include "core/evaluate/judge/crew.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr int kMostMembers = 16;
constexpr std::size_t kBlock = std::size_t{128} << 10;

/// Some tens of nanoseconds in which others may use the cache line that is waited for. Not `pause`: a hypervisor takes
/// a processor away that executes it in a loop.
void breathe()
{
    for (int i = 0; i < 50; ++i) {
        __asm__ volatile("");
    }
}

} // namespace

Crew::Crew(int members)
{
    for (int i = 1; i < std::min(members, kMostMembers); ++i) {
        m_members.emplace_back([this] { serve(); });
    }
}

Crew::~Crew()
{
    m_over = true;
    wake();
    for (std::thread& member : m_members) {
        member.join();
    }
}

void Crew::wake()
{
    m_awake = true;
    m_awake.notify_all();
}

void Crew::rest()
{
    m_awake = false;
}

void Crew::serve()
{
    while (!m_over) {
        m_awake.wait(false);
        while (m_awake && !m_over) {
            if (m_open) {
                // Only who is counted may look at the parts: the owner changes them when nobody is.
                ++m_inside;
                if (m_open) {
                    takeParts();
                }
                --m_inside;
            }
            breathe();
        }
    }
}

void Crew::takeParts()
{
    for (std::size_t i = m_next++; i < m_parts; i = m_next++) {
        (*m_part)(i);
    }
}

void Crew::share(std::size_t parts, const std::function<void(std::size_t)>& part)
{
    m_part = &part;
    m_parts = parts;
    m_next = 0;
    m_open = true;
    takeParts();
    m_open = false;
    for (int waited = 0; m_inside > 0; ++waited) {
        if (waited < 10'000) {
            breathe();
        } else {
            std::this_thread::yield(); // it has lost its processor
        }
    }
}

void Crew::shareBytes(std::size_t bytes, const std::function<void(std::size_t, std::size_t)>& part)
{
    share((bytes + kBlock - 1) / kBlock,
          [&](std::size_t block) { part(block * kBlock, std::min(kBlock, bytes - block * kBlock)); });
}

} // namespace espalier
