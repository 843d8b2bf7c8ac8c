# SPDX-License-Identifier: BSD-2-Clause
# cmake -DSHADERS=<folder> -DOUTPUT=<path without .c, .h> -P embed_shaders.cmake
# Writes every shader of the folder as text: shaders/quad.vert becomes `const char shader_quad[]`.
file(GLOB paths ${SHADERS}/*.vert ${SHADERS}/*.frag)
list(SORT paths)

set(declarations "")
set(definitions "")
foreach(path IN LISTS paths)
	get_filename_component(name ${path} NAME_WE)
	file(READ ${path} text)
	string(REPLACE "\\" "\\\\" text "${text}")
	string(REPLACE "\"" "\\\"" text "${text}")
	string(REPLACE "\n" "\\n\"\n\t\"" text "${text}")
	string(APPEND declarations "extern const char shader_${name}[];\n")
	string(APPEND definitions "\nconst char shader_${name}[] =\n\t\"${text}\";\n")
endforeach()

get_filename_component(output ${OUTPUT} NAME)
file(WRITE ${OUTPUT}.h "/* Made by embed_shaders.cmake. */\n${declarations}")
file(WRITE ${OUTPUT}.c "/* Made by embed_shaders.cmake. */\n#include \"${output}.h\"\n${definitions}")
