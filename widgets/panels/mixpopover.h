#pragma once

#include "widgets/panels/steerpopover.h"

#include <vector>

class QSpinBox;

namespace espalier {

/// How often each of the session's synthesizers is asked, in hundredths.
class MixPopover : public SteerPopover
{
    Q_OBJECT
public:
    MixPopover(const LiveGraph& live, Steering& steering, QWidget* parent);

    /// The present mix in hundredths, one for each synthesizer, as it is asked for; empty where there is only one.
    static std::vector<std::pair<QString, int>> shares(const LiveGraph& live);

protected:
    SteerCommand command() const override;

private:
    std::vector<std::pair<QString, QSpinBox*>> m_boxes;
};

} // namespace espalier
