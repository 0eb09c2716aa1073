//! The order of the sides, and of the members of a side.

use crate::brief::{Member, Role, Side};

/// The author's own side: the one that is marked, or else the host, unless it is marked as another's.
pub fn own_side(sides: &[Side]) -> Option<usize> {
    let find = |is: &dyn Fn(&Side) -> bool| sides.iter().position(is);
    find(&|side| side.own == Some(true))
        .or_else(|| find(&|side| side.host == Some(true) && side.own.is_none()))
}

/// The head first; then by stated rank; equal ranks by date of appointment; otherwise as written. People
/// without a rank follow those with one, and interpreters and note-takers without one come last.
pub fn in_protocol_order(members: &[Member]) -> Vec<&Member> {
    let mut members: Vec<_> = members.iter().collect();
    members.sort_by_key(|member| {
        let serves = member.rank.is_none() && member.role != Role::Member;
        let appointed = (member.appointed_on.is_none(), member.appointed_on);
        (!member.head, serves, member.rank.is_none(), member.rank.clone(), appointed)
    });
    members
}
