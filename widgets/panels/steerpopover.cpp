#include "widgets/panels/steerpopover.h"

#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/taborder.h"
#include "widgets/panels/reasonfield.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {

SteerPopover::SteerPopover(const QString& title, Steering& steering, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_steering(steering), m_body(new QVBoxLayout),
      m_reason(new ReasonField(tr("Reason, optional"), this)), m_apply(new QPushButton(tr("Apply"), this)),
      m_problem(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(title);
    auto* heading = new QLabel(title, this);
    heading->setFont(fonts::bold(font()));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_apply->setDefault(true);
    m_apply->setAutoDefault(true);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_reason, 1);
    foot->addWidget(m_apply);
    m_body->setSpacing(8);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(heading);
    column->addLayout(m_body);
    column->addWidget(m_problem);
    column->addLayout(foot);
    setMinimumWidth(340);
    connect(m_apply, &QPushButton::clicked, this, &SteerPopover::apply);
    connect(m_reason, &ReasonField::returnPressed, this, &SteerPopover::apply);
}

void SteerPopover::showBelow(QWidget& widget)
{
    tabAsLaidOut(*this);
    adjustSize();
    const QRect screen = widget.screen()->availableGeometry();
    QPoint at = widget.mapToGlobal(QPoint(0, widget.height() + 4));
    at.setX(std::clamp(at.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    move(at);
    show();
}

void SteerPopover::apply()
{
    SteerCommand wanted = command();
    wanted.reason = m_reason->reason();
    if (m_steering.issue(wanted)) {
        close();
    } else if (const auto problem = steerProblem(wanted)) {
        m_problem->setText(format::text(problem->sentence()));
        m_problem->show();
        adjustSize();
    }
}

void SteerPopover::addSentence(const QString& sentence)
{
    auto* label = new QLabel(sentence, this);
    label->setFont(fonts::small(font()));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    label->setMinimumWidth(308);
    m_body->addWidget(label);
}

void SteerPopover::setNothing(const QString& sentence)
{
    addSentence(sentence);
    m_reason->hide();
    m_apply->hide();
}

} // namespace espalier
