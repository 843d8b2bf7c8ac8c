# SPDX-License-Identifier: BSD-2-Clause
# What the libcamera that is installed offers beyond the oldest one supported (0.0.3), tried out by
# compiling: sets LIBCAMERA_FEATURES to GG_HAVE_<FEATURE>=0 or 1 of each. libcamera_glue.h says what
# each is for.
include(CheckCXXSourceCompiles)

set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY) # nothing is linked
set(CMAKE_REQUIRED_LIBRARIES PkgConfig::LIBCAMERA)
set(LIBCAMERA_FEATURES "")

macro(gg_libcamera_feature name header expression)
	check_cxx_source_compiles("
		#include <libcamera/controls.h>
		#include <libcamera/${header}>
		using namespace libcamera;
		auto f(const ControlId &id) { return (void)id, ${expression}; }" LIBCAMERA_HAS_${name})
	if(LIBCAMERA_HAS_${name})
		list(APPEND LIBCAMERA_FEATURES GG_HAVE_${name}=1)
	else()
		list(APPEND LIBCAMERA_FEATURES GG_HAVE_${name}=0)
	endif()
endmacro()

gg_libcamera_feature(SYSTEM_DEVICES property_ids.h "&properties::SystemDevices")
gg_libcamera_feature(ORIENTATION transform.h "Orientation() / Orientation()")
gg_libcamera_feature(NAME_MAPS control_ids.h "&controls::HdrModeNameValueMap")
gg_libcamera_feature(CONTROL_TRAITS control_ids.h
	"id.size() + id.isArray() + id.isInput() + id.enumerators().size() + sizeof(Point)")

unset(CMAKE_TRY_COMPILE_TARGET_TYPE)
unset(CMAKE_REQUIRED_LIBRARIES)
